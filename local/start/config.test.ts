import { readConfig } from './config';

it('takes an empty variable for a missing one, so that the defaults of npm start hold', () => {
  const { port, mongodbUri, hasOwnS3, env } = readConfig({
    PORT: '',
    MONGODB_URI: '',
    S3_BUCKET: '',
    CORS_ORIGINS: '',
    APP_NAME: 'Ours',
  });
  expect({ port, mongodbUri, hasOwnS3 }).toEqual({ port: 4000, mongodbUri: null, hasOwnS3: false });
  expect(env).toEqual({ APP_NAME: 'Ours' });
});

import { runProcess } from '../../platform/service';
import { readConfig, silenceSdkAnnouncement } from './config';
import { startAll } from './startAll';

silenceSdkAnnouncement();
runProcess(() => startAll(readConfig(), (text) => process.stdout.write(text)));

import { ApolloServerValidationErrorCode } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError, ERROR_CODES, isErrorCode } from '../../platform/errors';
import { CLIENT_MISTAKES, describeMistake } from '../../platform/graphql';
import { allowedDetails } from '../subgraphs/cleanErrors';

/** Which of Apollo's reasons for refusing an operation go on, for clients that look for them. */
const VALIDATION_REASONS: ReadonlySet<unknown> = new Set(Object.values(ApolloServerValidationErrorCode));

/**
 * Builds every error that leaves the gateway from an allow-list: message, path, code, field, reason, and the place in
 * the client's own text where its operation is wrong (docs/adr/gateway-error-allow-list.md). The request id is added
 * later. `suggestions` keeps "Did you mean", which tells names of the schema. Never throws.
 */
export function createFormatError({ suggestions }: { suggestions: boolean }) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const { path, locations, extensions = {} } = formatted;
    const { code, serviceName, validationErrorCode } = extensions;
    const place = path === undefined ? {} : { path };
    if (serviceName !== undefined && isErrorCode(code)) {
      // cleanSubgraphErrors has made this one; @apollo/gateway has added where it came from.
      const details = { code, ...allowedDetails(extensions) };
      return { message: formatted.message, ...place, extensions: details };
    }
    if (thrown instanceof GraphQLError && thrown.originalError instanceof AppError) {
      // A refusal of the gateway's own.
      const { message, reason } = thrown.originalError;
      const details = { code: thrown.originalError.code, ...(reason === undefined ? {} : { reason }) };
      return { message, ...place, extensions: details };
    }
    if (typeof code === 'string' && CLIENT_MISTAKES.has(code)) {
      const { message, field } = describeMistake(formatted, thrown);
      return {
        message: suggestions ? message : message.replace(/ ?Did you mean [^]*\?$/, ''),
        ...(locations === undefined ? {} : { locations }),
        ...place,
        extensions: {
          code,
          ...(field === undefined ? {} : { field }),
          ...(VALIDATION_REASONS.has(validationErrorCode) ? { validationErrorCode } : {}),
        },
      };
    }
    return {
      message: ERROR_CODES.INTERNAL_SERVER_ERROR.message,
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}

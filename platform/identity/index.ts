export { identify, MAX_ACCESS_TOKEN_SECONDS, type KeySet, type TokenPolicy } from './accessToken';
export {
  AccountFeedFollower,
  type AccountFeedEvent,
  type AccountFeedFollowerOptions,
  type FeedCursor,
} from './AccountFeedFollower';
export { CachedKeySet, type CachedKeySetOptions } from './cachedKeySet';
export { ANONYMOUS, requireUser, type Caller, type UserCaller } from './caller';
export { CLIENT_ADDRESS_HEADER, clientHeaders, clientOf, UNKNOWN_CLIENT, type Client } from './client';
export { clientBlock } from './clientBlock';
export { createFeedPass, hasFeedPass } from './feedPass';
export { followRevocations } from './followRevocations';
export { createGatewayPass, GATEWAY_PASS_HEADER, isGatewayPass } from './gatewayPass';
export { RevokedSessions } from './RevokedSessions';
export { algorithmOf, readPublicKey, TOKEN_ALGORITHMS, type TokenAlgorithm } from './publicKey';
export { RemoteKeySet, type RemoteKeySetOptions } from './remoteKeySet';
export { VerifiedTokens } from './VerifiedTokens';

export { identify, MAX_ACCESS_TOKEN_SECONDS, type KeySet, type TokenPolicy } from './accessToken';
export { AccountFeedFollower, type FeedCursor } from './AccountFeedFollower';
export { CachedKeySet } from './cachedKeySet';
export { requireUser, type Caller, type UserCaller } from './caller';
export {
  CLIENT_ADDRESS_HEADER,
  CLIENT_AGENT_HEADER,
  clientHeaders,
  clientOf,
  UNKNOWN_CLIENT,
  type Client,
} from './client';
export { clientBlock } from './clientBlock';
export { createFeedPass, hasFeedPass } from './feedPass';
export { followRevocations } from './followRevocations';
export { createGatewayPass, GATEWAY_PASS_HEADER, isGatewayPass } from './gatewayPass';
export { RevokedSessions } from './RevokedSessions';
export { readPublicKey } from './publicKey';
export { RemoteKeySet } from './remoteKeySet';
export { VerifiedTokens } from './VerifiedTokens';

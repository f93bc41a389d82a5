import type { UserView } from '../domain/account';
import {
  auditLog,
  userAuditLog,
  type AuditEventPage,
  type AuditLogInput,
  type UserAuditLogInput,
} from './auditLog';
import type { Log } from '../../../platform/service';
import { SESSION_EVENT_SECONDS } from '../domain/accountEvent';
import { announceSessionEnds, announcingSessions } from './announceSessionEnds';
import type { AppendAccountEventDeps } from './appendAccountEvent';
import { beginTotpEnrolment, type TotpEnrolment } from './beginTotpEnrolment';
import type { Call } from './call';
import { confirmTotpEnrolment } from './confirmTotpEnrolment';
import { createRecoveryCodes } from './createRecoveryCodes';
import { deleteAccount, type DeleteAccountDeps } from './deleteAccount';
import { disableUser } from './disableUser';
import { enableUser } from './enableUser';
import { grantRole, type RoleInput } from './grantRole';
import { revokeRole } from './revokeRole';
import { users, type UserPage, type UsersDeps, type UsersInput } from './users';
import type { ChangeAccountDeps, ChangedAccount } from './changeAccount';
import { disableTotp } from './disableTotp';
import { exportAccount, type ExportedAccount, type ExportAccountDeps } from './exportAccount';
import { finishDepartures } from './finishDepartures';
import { changePassword, type ChangePasswordDeps, type ChangePasswordInput } from './changePassword';
import { confirmEmailChange, type ConfirmEmailChangeDeps } from './confirmEmailChange';
import {
  loginWithMagicLink,
  type LoginWithMagicLinkDeps,
  type LoginWithMagicLinkInput,
} from './loginWithMagicLink';
import {
  requestEmailChange,
  type RequestEmailChangeDeps,
  type RequestEmailChangeInput,
} from './requestEmailChange';
import { requestEmailVerification, type RequestEmailVerificationInput } from './requestEmailVerification';
import { requestMagicLink } from './requestMagicLink';
import { requestPasswordReset, type EmailInput } from './requestPasswordReset';
import { resetPassword, type ResetPasswordDeps, type ResetPasswordInput } from './resetPassword';
import { verifyEmail, type TokenInput, type VerifyEmailDeps } from './verifyEmail';
import { findUsers } from './findUsers';
import { hasAccount } from './hasAccount';
import { login, type LoginDeps, type LoginInput } from './login';
import { listSessions, type ListSessionsInput, type SessionPage } from './listSessions';
import { logout, type LogoutDeps, type LogoutInput } from './logout';
import { me } from './me';
import type { SignedIn } from './openSession';
import { readAccountEvents, type AccountEventPage, type ReadAccountEventsInput } from './readAccountEvents';
import type { Proof } from './reauthenticate';
import { refreshSession, type RefreshSessionInput } from './refreshSession';
import { register, type RegisterDeps, type RegisterInput } from './register';
import { revokeSession, type RevokeSessionInput } from './revokeSession';
import { user } from './user';

export type { AuditEventPage } from './auditLog';
export type { Call } from './call';
export type { ExportedAccount } from './exportAccount';
export type { SessionPage } from './listSessions';
export type { AccountEventPage } from './readAccountEvents';
export type { LoginInput } from './login';
export type { LogoutInput } from './logout';
export type { SignedIn } from './openSession';
export type { RefreshSessionInput } from './refreshSession';
export type { UserPage } from './users';
export type { RegisterInput } from './register';

/** Everything the use cases need from outside. */
export type UseCaseDeps = RegisterDeps &
  LoginDeps &
  LogoutDeps &
  DeleteAccountDeps &
  ChangeAccountDeps &
  UsersDeps &
  ExportAccountDeps &
  AppendAccountEventDeps & { readonly log: Log } & ChangePasswordDeps &
  ConfirmEmailChangeDeps &
  LoginWithMagicLinkDeps &
  RequestEmailChangeDeps &
  ResetPasswordDeps &
  VerifyEmailDeps;

/** What auth can do; both doors lead here. */
export interface UseCases {
  register(input: RegisterInput, call: Call): Promise<SignedIn>;
  login(input: LoginInput, call: Call): Promise<SignedIn>;
  refreshSession(input: RefreshSessionInput, call: Call): Promise<SignedIn>;
  logout(input: LogoutInput, call: Call): Promise<{ success: true }>;
  revokeSession(input: RevokeSessionInput, call: Call): Promise<{ revokedSessionId: string }>;
  listSessions(input: ListSessionsInput, call: Call): Promise<SessionPage | null>;
  beginTotpEnrolment(input: Proof, call: Call): Promise<TotpEnrolment>;
  confirmTotpEnrolment(
    input: { readonly code: string },
    call: Call,
  ): Promise<{ recoveryCodes: readonly string[] }>;
  createRecoveryCodes(input: Proof, call: Call): Promise<{ recoveryCodes: readonly string[] }>;
  disableTotp(input: Proof, call: Call): Promise<{ user: UserView }>;
  deleteAccount(input: Proof, call: Call): Promise<{ deletedUserId: string }>;
  users(input: UsersInput, call: Call): Promise<UserPage>;
  disableUser(input: { readonly userId: string }, call: Call): Promise<ChangedAccount>;
  enableUser(input: { readonly userId: string }, call: Call): Promise<ChangedAccount>;
  grantRole(input: RoleInput, call: Call): Promise<ChangedAccount>;
  revokeRole(input: RoleInput, call: Call): Promise<ChangedAccount>;
  changePassword(input: ChangePasswordInput, call: Call): Promise<{ user: UserView }>;
  requestPasswordReset(input: EmailInput, call: Call): Promise<{ success: true }>;
  resetPassword(input: ResetPasswordInput, call: Call): Promise<{ success: true }>;
  requestEmailVerification(input: RequestEmailVerificationInput, call: Call): Promise<{ success: true }>;
  verifyEmail(input: TokenInput, call: Call): Promise<{ user: UserView }>;
  requestEmailChange(input: RequestEmailChangeInput, call: Call): Promise<{ success: true }>;
  confirmEmailChange(input: TokenInput, call: Call): Promise<{ user: UserView }>;
  requestMagicLink(input: EmailInput, call: Call): Promise<{ success: true }>;
  loginWithMagicLink(input: LoginWithMagicLinkInput, call: Call): Promise<SignedIn>;
  me(call: Call): Promise<UserView>;
  user(input: { readonly id: string }, call: Call): Promise<UserView>;
  userAuditLog(input: UserAuditLogInput, call: Call): Promise<AuditEventPage | null>;
  auditLog(input: AuditLogInput, call: Call): Promise<AuditEventPage>;
  exportAccount(call: Call): Promise<ExportedAccount>;
  findUsers(ids: readonly string[], call: Call): Promise<readonly (UserView | null)[]>;
  readAccountEvents(input: ReadAccountEventsInput): Promise<AccountEventPage>;
  hasAccount(input: { readonly id: string }): Promise<boolean>;
  /** Background work: tells the feed what a process that died could not. */
  relayAccountEvents(): Promise<void>;
  /** Background work: takes away what is left of deleted accounts. */
  finishDepartures(): Promise<void>;
  /** Background work: forgets events that matter to nobody any more. */
  pruneAccountEvents(): Promise<void>;
}

/** Gives the use cases what they need. */
export function createUseCases(given: UseCaseDeps): UseCases {
  const deps = { ...given, sessions: announcingSessions(given) };
  return {
    register: (input, call) => register(deps, input, call),
    login: (input, call) => login(deps, input, call),
    refreshSession: (input, call) => refreshSession(deps, input, call),
    logout: (input, call) => logout(deps, input, call),
    revokeSession: (input, call) => revokeSession(deps, input, call),
    listSessions: (input, call) => listSessions(deps, input, call),
    beginTotpEnrolment: (input, call) => beginTotpEnrolment(deps, input, call),
    confirmTotpEnrolment: (input, call) => confirmTotpEnrolment(deps, input, call),
    createRecoveryCodes: (input, call) => createRecoveryCodes(deps, input, call),
    disableTotp: (input, call) => disableTotp(deps, input, call),
    deleteAccount: (input, call) => deleteAccount(deps, input, call),
    users: (input, call) => users(deps, input, call),
    disableUser: (input, call) => disableUser(deps, input, call),
    enableUser: (input, call) => enableUser(deps, input, call),
    grantRole: (input, call) => grantRole(deps, input, call),
    revokeRole: (input, call) => revokeRole(deps, input, call),
    changePassword: (input, call) => changePassword(deps, input, call),
    requestPasswordReset: (input, call) => requestPasswordReset(deps, input, call),
    resetPassword: (input, call) => resetPassword(deps, input, call),
    verifyEmail: (input, call) => verifyEmail(deps, input, call),
    requestEmailChange: (input, call) => requestEmailChange(deps, input, call),
    confirmEmailChange: (input, call) => confirmEmailChange(deps, input, call),
    requestMagicLink: (input, call) => requestMagicLink(deps, input, call),
    loginWithMagicLink: (input, call) => loginWithMagicLink(deps, input, call),
    requestEmailVerification: (input, call) => requestEmailVerification(deps, input, call),
    me: (call) => me(deps, call),
    user: (input, call) => user(deps, input, call),
    userAuditLog: (input, call) => userAuditLog(deps, input, call),
    auditLog: (input, call) => auditLog(deps, input, call),
    exportAccount: (call) => exportAccount(deps, call),
    findUsers: (ids, call) => findUsers(deps, ids, call),
    readAccountEvents: (input) => readAccountEvents(deps, input),
    hasAccount: (input) => hasAccount(deps, input),
    async relayAccountEvents() {
      await announceSessionEnds(deps);
    },
    finishDepartures: () => finishDepartures(deps),
    async pruneAccountEvents() {
      const before = new Date(deps.clock().getTime() - SESSION_EVENT_SECONDS * 1000);
      await deps.accountEvents.pruneSessionEnds(before);
    },
  };
}

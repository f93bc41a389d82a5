/** A secret as it is stored: AES-256-GCM, all base64url. */
export interface Sealed {
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

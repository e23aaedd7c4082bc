/** E-mail addresses that differ in their case alone belong to the same person. */
export function canonicalEmail(email: string): string {
  return email.trim().toLowerCase();
}

// Contact data as viewers see it: that there is some, not what it is.

/** `anna@example.com` → `a•••@•••.com`. */
export function maskEmail(email: string | null): string | null {
  if (email === null) return null;
  const at = email.lastIndexOf('@');
  const dot = email.lastIndexOf('.');
  if (at < 1) return '•••';
  return `${[...email][0]}•••@•••${dot > at ? email.slice(dot) : ''}`;
}

/** `+43 660 1234567` → `••• 67`. */
export function maskPhone(phone: string | null): string | null {
  return phone === null ? null : `••• ${phone.replaceAll(/\D/g, '').slice(-2)}`;
}

/** Leads a browser back to the sign-in page, which says why: `error.<reason>`. */
export function backToPage(
  reason: 'no-provider' | 'provider-away' | 'provider-refused' | 'no-account' | 'member-disabled',
) {
  return { status: 303 as const, body: {}, headers: { location: `/desk/anmeldung?grund=${reason}` } }
}

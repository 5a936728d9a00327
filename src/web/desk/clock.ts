/** Milliseconds by which the office's clock is ahead of this computer's, which may show anything. */
const office = { ahead: 0 }

/** Sets the page's clock by the server's: every answer says what time it is there, to the second. */
export function setClockBy({ headers }: Pick<Response, 'headers'>): void {
  const said = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(said)) office.ahead = said - Date.now()
}

/** What time it is at the office. */
export function officeTime(): Date {
  return new Date(Date.now() + office.ahead)
}

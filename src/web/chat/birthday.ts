/** Number pads of phones have no full stop: eight digits are a date, day first or, where that is no date, year first. */
export function withDots(typed: string): string {
  const [, a, b, c, d] = /^(\p{Nd}{2})(\p{Nd}{2})(\p{Nd}{2})(\p{Nd}{2})$/u.exec(typed) ?? []
  if (a === undefined || b === undefined || c === undefined || d === undefined) return typed
  return isMonth(b) ? `${a}.${b}.${c}${d}` : `${d}.${c}.${a}${b}`
}

function isMonth(digits: string): boolean {
  const latin = [...digits].map((digit) => digit.codePointAt(0) ?? 0).map((point) => (point % 16) % 10)
  const month = Number(latin.join(''))
  return month >= 1 && month <= 12
}

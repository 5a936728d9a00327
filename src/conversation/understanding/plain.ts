/** Longer texts are cut: normalising 60,000 combining marks takes seconds, and no answer is that long. */
const longest = 4_000

/**
 * A text as it was meant: compatibility forms composed (NFKC), Arabic-Indic and Persian digits as 0 to 9, nothing
 * invisible (direction marks, zero-width, control, broken surrogates), single spaces, trimmed.
 */
export function plain(text: string): string {
  return text
    .slice(0, longest)
    .replace(space, ' ')
    .replace(invisible, '')
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[٠-٩۰-۹]/g, asciiDigit)
    .normalize('NFC')
    .replace(space, ' ')
    .trim()
}

/** Unlike \s without the zero-width U+FEFF. */
const space = /[\p{Z}\t-\r\u0085]+/gu
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

function asciiDigit(digit: string): string {
  const persianZero = 0x06f0
  const arabicZero = 0x0660
  const code = digit.charCodeAt(0)
  return String(code - (code >= persianZero ? persianZero : arabicZero))
}

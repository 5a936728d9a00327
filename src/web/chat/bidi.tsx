import type { JSX } from 'preact'

const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/
const letter = 'A-Za-zÀ-ÖØ-öø-ÿ'
const word = `[${letter}\\d][${letter}\\d.:/?&=#-]*`

/** Codes, telephone numbers and what is written in Latin letters, such as "Oberstraße 91, 41460 Neuss". */
const leftToRight = new RegExp(`(\\+?\\d[\\d ()/-]{6,}\\d|(?=\\d*[${letter}])${word}(?:,? ${word})*)`)

const rightToLeft = /[\u0590-\u08ff]/

/**
 * Keeps what is written from left to right together, which an Arabic sentence would otherwise turn around at its commas,
 * and in any sentence a code on one line.
 */
export function isolate(text: string): (JSX.Element | string)[] {
  const pattern = rightToLeft.test(text) ? leftToRight : new RegExp(`(${code.source})`)
  return text.split(pattern).map((part, index) => (index % 2 ? <Isolated text={part} /> : part))
}

function Isolated({ text }: { text: string }): JSX.Element {
  return (
    <bdi dir="ltr" class={code.test(text) ? 'whole' : undefined}>
      {text}
    </bdi>
  )
}

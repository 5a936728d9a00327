import { Fragment, type JSX } from 'preact'
import { isolate } from './bidi.tsx'

/** "Time: Monday, 8:00" – what stands before the colon may step back where several such lines make a summary. */
const labelled = /^([^:]{2,40}:)(\s.+)$/

const address = /(https:\/\/\S+)/

/** Plain text in paragraphs; whatever looks like markup is shown as it was written. */
export function Prose({ text }: { text: string }): JSX.Element[] {
  return text.split(/\n{2,}/).map((paragraph) => <p>{paragraphOf(paragraph.split('\n'))}</p>)
}

function paragraphOf(lines: readonly string[]): JSX.Element[] {
  const isSummary = lines.filter((line) => labelled.test(line)).length > 2
  return lines.map((line, index) => {
    const [, label, rest] = (isSummary && labelled.exec(line)) || []
    return (
      <Fragment key={index}>
        {index > 0 && '\n'}
        {label && <b>{label}</b>}
        {linked(rest ?? line)}
      </Fragment>
    )
  })
}

/** Only the office's own messages are shown so: an address in them is meant to be opened. */
function linked(line: string): (JSX.Element | string)[] {
  return line.split(address).flatMap((part, index) =>
    index % 2 ? (
      <a href={part} target="_blank" rel="noopener noreferrer" dir="ltr">
        {part}
      </a>
    ) : (
      isolate(part)
    ),
  )
}

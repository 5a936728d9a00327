import type { JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { instant, maybe, t } from '../texts.ts'
import { factWords, type Names, subjectWords } from './words.ts'

export type Log = AnswerOf<RouteAt<'GET', '/audit'>>

/** One deed in words: when, who, what, and what to. */
export function EntryRow({ entry, names }: { entry: Log['entries'][number]; names: Names }): JSX.Element {
  const { places } = useDesk().me
  const { at, by, byKind, deed } = entry
  const subject = subjectWords(entry.subject, names)
  // Whoever signs in does it to themselves, and an appointment that was moved has its code still.
  const facts = factWords(entry, { names, places }).filter(({ value }) => value !== subject)
  return (
    <tr class="kern-table__row">
      <td class="kern-table__cell">
        <time dateTime={at}>{instant(at)}</time>
      </td>
      <td class="kern-table__cell">{by ?? t(`audit.by.${byKind}`)}</td>
      <td class="kern-table__cell">{maybe(`deed.${deed}`) ?? deed}</td>
      <td class="kern-table__cell about">
        {subject !== by && subject}
        {facts.map(({ label, value }) => (
          <span class="quiet" key={label}>
            {label}: {value}
          </span>
        ))}
      </td>
    </tr>
  )
}

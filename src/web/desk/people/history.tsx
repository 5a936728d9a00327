import type { JSX } from 'preact'
import { instant, maybe, t } from '../texts.ts'
import type { Known } from './named.ts'

/** What became known of a visit and what the person was told, in order. */
export function History({ visit: { happened, told } }: { visit: Known }): JSX.Element {
  const lines = [
    ...happened.map(({ what, room, by, at }) => ({
      at,
      text: maybe(`people.happened.${what}`) ?? what,
      more: [room && t('today.in-room', { room }), by].filter(Boolean).join(', '),
    })),
    ...told.map(({ kind, outcome, dueAt, toldAt, ways }) => ({
      at: toldAt ?? dueAt,
      text: t(`people.told.${kind}`),
      more: [
        t(`people.outcome.${outcome}`, { when: toldAt === null ? '' : instant(toldAt) }),
        ...ways.map((way) => t(`reminders.way.${way}`)),
      ].join(', '),
    })),
  ].toSorted((one, other) => one.at.localeCompare(other.at))
  return (
    <details class="people-more">
      <summary>{t('people.history')}</summary>
      {lines.length === 0 && <p class="quiet">{t('people.historyNone')}</p>}
      <ul class="people-history">
        {lines.map(({ at, text, more }, index) => (
          <li key={index}>
            <time dateTime={at}>{instant(at)}</time> {text}
            {more !== '' && <span class="quiet"> – {more}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}

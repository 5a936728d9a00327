import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Refused } from '../parts/refused.tsx'
import { Table } from '../parts/table.tsx'
import { instant, maybe, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useLoad } from '../use-load.ts'

type Entry = AnswerOf<RouteAt<'GET', '/audit'>>['entries'][number]

/** Who did what, the latest first. Nobody can change it here, or anywhere. */
export function page(): JSX.Element {
  const first = useLoad(() => api('GET', '/audit', { query: {} }))
  const [more, setMore] = useState<{ entries: readonly Entry[]; next: number | null } | undefined>()
  const { isBusy, refusal, run } = useDeed()
  const entries = [...(first.body?.entries ?? []), ...(more?.entries ?? [])]
  const next = more === undefined ? (first.body?.next ?? null) : more.next

  async function earlier() {
    const answer = await run(() => api('GET', '/audit', { query: { before: next ?? undefined } }))
    if (answer) setMore({ entries: [...(more?.entries ?? []), ...answer.entries], next: answer.next })
  }

  return (
    <>
      <PageHead title={t('audit.title')} intro={t('audit.intro')} />
      <Loaded of={first}>
        {() => (
          <Table
            label={t('audit.title')}
            columns={[t('audit.when'), t('audit.who'), t('audit.what'), t('audit.about')]}
            isSmall
          >
            {entries.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </Table>
        )}
      </Loaded>
      <Refused refusal={refusal} />
      {next !== null && (
        <Button onClick={earlier} aria-disabled={isBusy}>
          {t('audit.earlier')}
        </Button>
      )}
    </>
  )
}

function Row({ entry }: { entry: Entry }): JSX.Element {
  const { at, by, byKind, deed, subject, facts } = entry
  return (
    <tr class="kern-table__row">
      <td class="kern-table__cell">
        <time dateTime={at}>{instant(at)}</time>
      </td>
      <td class="kern-table__cell">{by ?? t(`audit.by.${byKind}`)}</td>
      <td class="kern-table__cell">{maybe(`deed.${deed}`) ?? deed}</td>
      <td class="kern-table__cell about">
        {subject && <code>{subject}</code>}
        {Object.entries(facts).map(([name, value]) => (
          <span class="quiet" key={name}>
            {name}: {Array.isArray(value) ? value.join(', ') : String(value)}
          </span>
        ))}
      </td>
    </tr>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { EntryRow, type Log } from '../audit/entry-row.tsx'
import { type Filter, FilterForm } from '../audit/filter-form.tsx'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Refused } from '../parts/refused.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useLoad } from '../use-load.ts'

/** Who did what, the latest first. Nobody can change it here, or anywhere. */
export function page(): JSX.Element {
  const [filter, setFilter] = useState<Filter>({})
  const first = useLoad(() => api('GET', '/audit', { query: filter }), [filter])
  const [more, setMore] = useState<readonly Log[]>([])
  const { isBusy, refusal, run } = useDeed()
  const next = (more.at(-1) ?? first.body)?.next ?? null

  async function earlier() {
    const answer = await run(() => api('GET', '/audit', { query: { ...filter, before: next ?? undefined } }))
    if (answer) setMore([...more, answer])
  }

  return (
    <>
      <PageHead title={t('audit.title')} intro={t('audit.intro')} />
      <FilterForm
        staff={first.body?.staff ?? []}
        choose={(chosen) => {
          setMore([])
          setFilter(chosen)
        }}
      />
      <Loaded of={first}>
        {(body) =>
          body.entries.length === 0 ? (
            <p class="kern-body" role="status">
              {t('audit.none')}
            </p>
          ) : (
            <Table
              label={t('audit.title')}
              columns={[t('audit.when'), t('audit.who'), t('audit.what'), t('audit.about')]}
              isSmall
            >
              {[body, ...more].flatMap(({ entries, names }) =>
                entries.map((entry) => <EntryRow key={entry.id} entry={entry} names={names} />),
              )}
            </Table>
          )
        }
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

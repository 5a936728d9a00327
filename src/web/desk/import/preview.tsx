import type { ComponentChildren, JSX } from 'preact'
import { inWords } from '../people/named.ts'
import { Button } from '../parts/button.tsx'
import { Table } from '../parts/table.tsx'
import { language, t } from '../texts.ts'
import type { ImportWork, ReadFile } from './use-import.ts'

type Department = { id: string; name: Readonly<Record<string, string>> }
type Props = { work: ImportWork; read: ReadFile; departments: readonly Department[]; children: ComponentChildren }

const number = new Intl.NumberFormat(language)
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'Europe/Berlin' })

/** What a file holds and what importing it comes to, before anything is written. */
export function Preview({ work, read, departments, children }: Props): JSX.Element {
  const { fresh, known, bad, unread, unknownLocations, columns, firstRows } = read
  const { progress, run, deed } = work
  const separator = read.separator === '\t' ? t('import.tab') : read.separator
  const counts = { fresh: number.format(fresh), known: number.format(known), bad: number.format(bad) }
  return (
    <section class="panel">
      <h2 class="kern-heading-medium">
        {t('import.recognised', { tool: read.tool, encoding: read.encoding, separator })}
      </h2>
      <Departments read={read} departments={departments} />
      <p class="kern-body import-counts">{t('import.counts', counts)}</p>
      {unread.length > 0 && <p class="kern-body about">{t('import.unread', { columns: unread.join(', ') })}</p>}
      {unknownLocations.length > 0 && (
        <p class="kern-body about">{t('import.locations', { words: unknownLocations.join(', ') })}</p>
      )}
      <h3 class="kern-heading-small">{t('import.firstRows')}</h3>
      <Table label={t('import.firstRows')} isSmall columns={columns.map(({ name }) => name)}>
        {firstRows.map((cells, index) => (
          <tr class="kern-table__row" key={index}>
            {columns.map(({ name }, column) => (
              <td class="kern-table__cell" key={name}>
                {cells[column]}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {read.badRows.length > 0 && <BadRows work={work} read={read} />}
      {progress !== undefined && (
        <div class="import-progress">
          <label class="kern-label" for="import-progress">
            {t('import.running', { rows: number.format(progress), of: counts.fresh })}
          </label>
          <progress id="import-progress" value={progress} max={Math.max(1, fresh)} />
        </div>
      )}
      {fresh === 0 && work.imported === undefined && <p class="kern-body">{t('import.nothing')}</p>}
      <div class="page-deeds">
        {fresh > 0 && (
          <Button look="primary" onClick={run} aria-disabled={deed.isBusy}>
            {t('import.go', { count: fresh, visits: counts.fresh })}
          </Button>
        )}
        {children}
      </div>
    </section>
  )
}

function Departments({ read, departments }: Pick<Props, 'read' | 'departments'>): JSX.Element {
  const nameOf = (id: string) => inWords(departments.find((each) => each.id === id)?.name) || id
  const columns = ['department', 'period', 'visits', 'attended', 'noShow', 'unrecorded', 'cancelled'] as const
  return (
    <Table label={t('import.visits')} columns={columns.map((name) => t(`import.${name}`))}>
      {Object.entries(read.departments).map(([id, counts]) => (
        <tr class="kern-table__row" key={id}>
          <th class="kern-table__cell" scope="row">
            {nameOf(id)}
          </th>
          <td class="kern-table__cell">{day.formatRange(new Date(counts.first), new Date(counts.last))}</td>
          {(['visits', 'attended', 'noShow', 'unrecorded', 'cancelled'] as const).map((name) => (
            <td class="kern-table__cell" key={name}>
              {number.format(counts[name])}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  )
}

function BadRows({ work, read: { badRows, bad } }: Pick<Props, 'work' | 'read'>): JSX.Element {
  const columns = (['line', 'column', 'reason'] as const).map((name) => t(`import.file.${name}`))
  return (
    <>
      <h3 class="kern-heading-small">{t('import.badRows')}</h3>
      <Table label={t('import.badRows')} isSmall columns={columns}>
        {badRows.map(({ line, column, reason }) => (
          <tr class="kern-table__row" key={line}>
            <th class="kern-table__cell" scope="row">
              {line}
            </th>
            <td class="kern-table__cell">{column}</td>
            <td class="kern-table__cell about">{reason}</td>
          </tr>
        ))}
      </Table>
      {bad > badRows.length && <p class="kern-body">{t('import.more', { count: bad - badRows.length })}</p>}
      <p class="kern-body">{t('import.downloadHint')}</p>
      <div class="page-deeds">
        <Button icon="download" onClick={work.download} aria-disabled={work.deed.isBusy}>
          {t('import.download')}
        </Button>
      </div>
    </>
  )
}

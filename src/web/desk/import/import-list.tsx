import type { JSX } from 'preact'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { Table } from '../parts/table.tsx'
import { instant, language, t } from '../texts.ts'

type Import = AnswerOf<RouteAt<'GET', '/imports'>>['imports'][number]
type Props = { imports: readonly Import[]; done: () => Promise<void> }

const number = new Intl.NumberFormat(language)

/** What was imported, the latest first, and a way to take each out again. */
export function ImportList({ imports, done }: Props): JSX.Element {
  const columns = ['when', 'what', 'who', 'rows', 'bad', 'state'] as const
  return (
    <section class="panel">
      <h2 class="kern-heading-medium">{t('import.list')}</h2>
      {imports.length === 0 ? (
        <p class="kern-body">{t('import.empty')}</p>
      ) : (
        <Table label={t('import.list')} columns={[...columns.map((name) => t(`import.${name}`)), t('staff.deeds')]}>
          {imports.map((each) => (
            <Row key={each.id} of={each} done={done} />
          ))}
        </Table>
      )}
    </section>
  )
}

function Row({
  of: { id, at, fileName, by, rows, bad, finishedAt, undoneAt },
  done,
}: { of: Import } & Pick<Props, 'done'>) {
  const state = undoneAt ? 'undone' : finishedAt ? 'done' : 'running'
  return (
    <tr class="kern-table__row">
      <td class="kern-table__cell">
        <time dateTime={at}>{instant(at)}</time>
      </td>
      <th class="kern-table__cell about" scope="row">
        {fileName}
      </th>
      <td class="kern-table__cell">{by ?? t('import.byCommand')}</td>
      <td class="kern-table__cell">{number.format(rows)}</td>
      <td class="kern-table__cell">{number.format(bad)}</td>
      <td class="kern-table__cell">
        <span class={`kern-badge kern-badge--${looks[state]}`}>
          <span class="kern-label kern-label--small">{t(`import.is.${state}`)}</span>
        </span>
      </td>
      <td class="kern-table__cell">
        {state !== 'undone' && (
          <ConfirmButton
            deed={t('import.undo')}
            label={t('import.undoOf', { file: fileName })}
            title={t('import.undoTitle')}
            text={t('import.undoText', { file: fileName })}
            act={() => api('POST', '/imports/:id/undo', { params: { id } })}
            done={() => done()}
          />
        )}
      </td>
    </tr>
  )
}

const looks = { done: 'success', running: 'warning', undone: 'info' } as const

import type { ComponentChildren, JSX } from 'preact'
import { Button } from '../parts/button.tsx'
import type { Texts } from '../parts/text-fields.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { MissingOf } from './missing.tsx'

export type Item = {
  key: string | number
  name: string
  /** What is to know of it beside its name. */
  about: string
  texts: readonly Texts[]
  retired: boolean
  /** What is wrong with it. */
  warning?: string | undefined
  edit?: (() => void) | undefined
}

type Props = { title: string; items: readonly Item[]; isTranslated?: boolean; children?: ComponentChildren }

/** Things of one kind: what they are called, what is missing, and the way to change them. */
export function List({ title, items, isTranslated = true, children }: Props): JSX.Element {
  return (
    <section class="panel">
      <h2 class="kern-heading-small">{title}</h2>
      {items.length === 0 && <p class="kern-body">{t('office.none')}</p>}
      {items.length > 0 && (
        <Table
          isSmall
          label={title}
          columns={[
            t('office.name'),
            t('office.about'),
            ...(isTranslated ? [t('texts.translations')] : []),
            t('staff.deeds'),
          ]}
        >
          {items.map(({ key, name, about, texts, retired, warning, edit }) => (
            <tr class="kern-table__row" key={key}>
              <th class="kern-table__cell" scope="row">
                {name}
                {retired && (
                  <>
                    {' '}
                    <span class="kern-badge kern-badge--info kern-badge--small">
                      <span class="kern-label kern-label--small">{t('office.isRetired')}</span>
                    </span>
                  </>
                )}
              </th>
              <td class="kern-table__cell">
                {about}
                {warning !== undefined && <p class="text-missing">{warning}</p>}
              </td>
              {isTranslated && (
                <td class="kern-table__cell">
                  <MissingOf texts={texts} />
                </td>
              )}
              <td class="kern-table__cell">
                {edit && (
                  <Button look="tertiary" aria-label={t('calendar.changeOf', { what: name })} onClick={edit}>
                    {t('calendar.change')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {children !== undefined && <div class="page-deeds">{children}</div>}
    </section>
  )
}

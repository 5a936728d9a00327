import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import type { Broadcast } from '../broadcasts/broadcast.ts'
import { Compose } from '../broadcasts/compose.tsx'
import { Detail } from '../broadcasts/detail.tsx'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Table } from '../parts/table.tsx'
import { instant, t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

/** What is announced to many: prepared, started, watched, and what became of it. */
export function page(): JSX.Element {
  const all = useLoad(() => api('GET', '/broadcasts', {}))
  const [composing, setComposing] = useState<{ model?: Broadcast } | undefined>()
  const [shown, setShown] = useState<string | undefined>()
  const [isSaved, setIsSaved] = useState(false)
  const open = all.body?.broadcasts.find(({ id }) => id === shown)

  async function made(id: string): Promise<void> {
    setComposing(undefined)
    setIsSaved(true)
    await all.again()
    setShown(id)
  }

  function copy(model: Broadcast): void {
    setShown(undefined)
    setIsSaved(false)
    setComposing({ model })
  }

  return (
    <>
      <PageHead title={t('broadcasts.title')} intro={t('broadcasts.intro')}>
        {!composing && (
          <Button look="primary" icon="add" onClick={() => setComposing({})}>
            {t('broadcasts.add')}
          </Button>
        )}
      </PageHead>
      {isSaved && open?.state === 'draft' && <Notice kind="success" title={t('broadcasts.saved')} />}
      {composing && (
        <Compose
          key={composing.model?.id ?? ''}
          model={composing.model}
          close={() => setComposing(undefined)}
          made={made}
        />
      )}
      {open && <Detail key={open.id} broadcast={open} close={() => setShown(undefined)} copy={copy} done={all.again} />}
      <Loaded of={all}>
        {({ broadcasts }) =>
          broadcasts.length === 0 ? (
            <p class="kern-body">{t('broadcasts.none')}</p>
          ) : (
            <Table
              label={t('broadcasts.title')}
              columns={[
                t('broadcasts.name'),
                t('broadcasts.state'),
                t('broadcasts.people'),
                t('broadcasts.made'),
                t('staff.deeds'),
              ]}
            >
              {broadcasts.map(({ id, title, state, people, createdAt }) => (
                <tr class="kern-table__row" key={id}>
                  <th class="kern-table__cell" scope="row">
                    {title}
                  </th>
                  <td class="kern-table__cell">{t(`broadcasts.is.${state}`)}</td>
                  <td class="kern-table__cell broadcast-number">{people ?? '–'}</td>
                  <td class="kern-table__cell">{instant(createdAt)}</td>
                  <td class="kern-table__cell">
                    <Button look="tertiary" onClick={() => setShown(id)} aria-label={t('broadcasts.showOf', { title })}>
                      {t('broadcasts.show')}
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
    </>
  )
}

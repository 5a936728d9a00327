import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { DrawDialog } from '../draws/draw-dialog.tsx'
import { DrawResult } from '../draws/draw-result.tsx'
import { DrawRow } from '../draws/draw-row.tsx'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

/** Batches of times that lots are drawn for. */
export function page(): JSX.Element {
  const draws = useLoad(() => api('GET', '/draws', {}))
  const places = useLoad(() => api('GET', '/bookable', {}))
  const [isAdding, setIsAdding] = useState(false)
  const [shown, setShown] = useState<string | undefined>()
  const [said, setSaid] = useState<string | undefined>()
  const [changed, setChanged] = useState(0)

  async function done(what: string) {
    setSaid(what)
    setChanged((times) => times + 1)
    await draws.again()
  }

  return (
    <>
      <PageHead title={t('draws.title')} intro={t('draws.intro')}>
        <Button look="primary" icon="add" onClick={() => setIsAdding(true)}>
          {t('draws.add')}
        </Button>
      </PageHead>
      {said && <Notice kind="success" title={said} />}
      <Loaded of={draws}>
        {(body) =>
          body.draws.length === 0 ? (
            <p class="kern-body">{t('draws.none')}</p>
          ) : (
            <Table
              label={t('draws.title')}
              columns={[t('draws.what'), t('draws.when'), t('draws.entries'), t('draws.state'), t('staff.deeds')]}
            >
              {body.draws.map((draw) => (
                <DrawRow
                  key={draw.id}
                  draw={draw}
                  places={places.body}
                  isShown={draw.id === shown}
                  show={() => setShown(draw.id === shown ? undefined : draw.id)}
                  done={done}
                />
              ))}
            </Table>
          )
        }
      </Loaded>
      {shown && <DrawResult key={shown} id={shown} changed={changed} />}
      {isAdding && places.body && <DrawDialog places={places.body} close={() => setIsAdding(false)} made={done} />}
    </>
  )
}

import type { JSX } from 'preact'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'
import { Confirmation } from './confirmation.tsx'

/** The confirmation as it will be on paper; what is around it stays on the screen. */
export function PrintPage({ id }: { id: string }): JSX.Element {
  const confirmation = useLoad(() => api('GET', '/visits/:id/confirmation', { params: { id } }), [id])
  return (
    <div class="people">
      <div class="paper-deeds">
        <h1 class="kern-heading-large">{t('people.print')}</h1>
        <div class="page-deeds">
          <Button look="primary" onClick={() => print()}>
            {t('people.printNow')}
          </Button>
          <Link to="/desk/personen/book" class="kern-btn kern-btn--secondary">
            <span class="kern-label">{t('people.toBooking')}</span>
          </Link>
          <Link to={`/desk/personen/${id}`} class="kern-btn kern-btn--tertiary">
            <span class="kern-label">{t('people.toPerson')}</span>
          </Link>
        </div>
      </div>
      <Loaded of={confirmation}>{(sheet) => <Confirmation sheet={sheet} />}</Loaded>
    </div>
  )
}

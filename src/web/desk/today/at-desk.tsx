import type { JSX } from 'preact'
import { t } from '../texts.ts'
import type { Line } from './day.ts'
import { KeyButton } from './key-button.tsx'
import type { Workplaces } from './named.ts'
import { NoteField } from './note-field.tsx'
import type { Acts } from './use-acts.ts'
import { VisitFacts } from './visit-facts.tsx'

type Props = {
  own: Line | undefined
  next: Line | undefined
  places: Workplaces | undefined
  acts: Acts
  hasKeys: boolean
  callNext: () => void
}

/** Whom the clerk has called or has with them, else who is next; and what can be done now. */
export function AtDesk({ own, next, places, acts, hasKeys, callNext }: Props): JSX.Element {
  const shown = own ?? next
  const key = (name: string) => (hasKeys ? name : undefined)
  const act = (name: Parameters<Acts['act']>[0]) => () => own && void acts.act(name, own)
  return (
    <section class="today-desk kern-card" aria-labelledby="at-desk" aria-busy={acts.isBusy}>
      <h2 class="kern-heading-small" id="at-desk">
        {own ? t(own.group === 'called' ? 'today.called-by-you' : 'today.with-you') : t('today.next')}
      </h2>
      {shown ? <VisitFacts visit={shown} places={places} /> : <p class="today-empty">{t('today.nobody-waits')}</p>}
      {own && (
        <div class="today-acts">
          {own.group === 'called' && (
            <>
              <KeyButton keyName={key('b')} label={t('today.begin')} press={act('begin')} look="primary" />
              <KeyButton keyName={key('e')} label={t('today.finish')} press={act('finish')} />
              <KeyButton keyName={key('x')} label={t('today.no-show')} press={act('no-show')} />
              <KeyButton keyName={key('z')} label={t('today.put-back')} press={act('put-back')} />
              <KeyButton keyName={key('a')} label={t('today.call-again')} press={act('call-again')} />
            </>
          )}
          {own.group === 'with_clerk' && (
            <KeyButton keyName={key('e')} label={t('today.finish')} press={act('finish')} look="primary" />
          )}
        </div>
      )}
      {own && <NoteField key={own.id} visit={own} acts={acts} />}
      <div class="today-next">
        <KeyButton
          keyName={key('n')}
          label={t(own ? 'today.call-following' : 'today.call-next')}
          press={callNext}
          look={own ? 'secondary' : 'primary'}
        />
      </div>
    </section>
  )
}

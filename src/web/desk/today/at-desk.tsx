import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { actsAtDesk, keyOf } from './acts-of.ts'
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
  now: Date
  acts: Acts
  hasKeys: boolean
  callNext: () => void
}

/** Whom the clerk has called or has with them, else who is next; and what can be done now. */
export function AtDesk({ own, next, places, now, acts, hasKeys, callNext }: Props): JSX.Element {
  const shown = own ?? next
  const key = (name: string) => (hasKeys ? name : undefined)
  return (
    <section class="today-desk kern-card" aria-labelledby="at-desk" aria-busy={acts.isBusy}>
      <h2 class="kern-heading-small" id="at-desk">
        {own ? t(own.group === 'called' ? 'today.called-by-you' : 'today.with-you') : t('today.next')}
      </h2>
      {shown ? <VisitFacts visit={shown} places={places} /> : <p class="today-empty">{t('today.nobody-waits')}</p>}
      {own && (
        <div class="today-acts">
          {actsAtDesk(own, now).map((name, index) => (
            <KeyButton
              key={name}
              keyName={key(keyOf[name])}
              label={t(`today.${name}`)}
              press={() => void acts.act(name, own)}
              look={index === 0 ? 'primary' : 'secondary'}
            />
          ))}
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

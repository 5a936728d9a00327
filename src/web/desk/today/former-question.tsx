import type { JSX } from 'preact'
import { Dialog } from '../parts/dialog.tsx'
import { t } from '../texts.ts'
import { KeyButton } from './key-button.tsx'
import { codeOf } from './named.ts'
import type { Acts, Became, Question } from './use-acts.ts'
import { useKeys } from './use-keys.ts'

/** What became of the person called before: asked once, answered with one key. */
export function FormerQuestion({ question, acts }: { question: Question; acts: Acts }): JSX.Element {
  const { former, isStarted, wanted } = question
  const answer = (became: Became) => () => void acts.call(wanted, { appointmentId: former.id, became })
  const missed = isStarted ? answer('did-not-come') : undefined
  useKeys({ 1: answer('came'), 2: missed, 3: answer('put-back') })
  return (
    <Dialog title={t('today.what-became', { code: codeOf(former.code) })} close={acts.dismiss}>
      <section class="kern-dialog__body">
        <p class="kern-body">{t('today.what-became-why')}</p>
        {!isStarted && <p class="kern-body">{t('today.not-started-yet')}</p>}
        <div class="today-answers">
          <KeyButton keyName="1" label={t('today.came')} press={answer('came')} look="primary" />
          {missed && <KeyButton keyName="2" label={t('today.no-show')} press={missed} />}
          <KeyButton keyName="3" label={t('today.put-back')} press={answer('put-back')} />
        </div>
      </section>
    </Dialog>
  )
}

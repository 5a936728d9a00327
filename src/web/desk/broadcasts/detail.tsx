import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../api.ts'
import { listenTo } from '../events.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Refused } from '../parts/refused.tsx'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useForm } from '../use-form.ts'
import type { Broadcast } from './broadcast.ts'
import { Progress } from './progress.tsx'
import { Report } from './report.tsx'

type Props = {
  broadcast: Broadcast
  close: () => void
  copy: (broadcast: Broadcast) => void
  done: () => Promise<void>
}

/** One broadcast live: how far it has got, what can be done with it, and its report. */
export function Detail({ broadcast: given, close, copy, done }: Props): JSX.Element {
  const { me } = useDesk()
  const [live, setLive] = useState<Broadcast | undefined>()
  const broadcast = live ?? given
  const { id, state, title, people, counts, startsAt, dueAt, endedWhy, test, createdBy, startedBy, approvedAt } =
    broadcast
  const author = createdBy ?? startedBy
  const { isBusy, refusal, run } = useDeed()
  const when = useForm({ day: '', time: '' })
  const [asked, setAsked] = useState<'start' | 'stop' | undefined>()
  useEffect(
    () =>
      listenTo<Broadcast>(`/broadcasts/${id}/events`, {
        heard: setLive,
        lineIs: () => {},
        refused: () => {},
      }),
    [id],
  )

  const params = { id }
  const after = async (isDone: unknown) => {
    if (!isDone) return
    setAsked(undefined)
    await done()
  }
  const start = async (at?: { day: string; time: string }) =>
    after(await run(() => api('POST', '/broadcasts/:id/start', { params, body: at ? { at } : {} })))
  const turn = async (way: 'approve' | 'pause' | 'resume' | 'stop') =>
    after(await run(() => api('POST', `/broadcasts/:id/${way}`, { params })))

  return (
    <section class="panel" aria-labelledby="broadcast-shown">
      <div class="page-head">
        <h2 class="kern-heading-medium" id="broadcast-shown">
          {title} <span class="quiet-inline">{t(`broadcasts.is.${state}`)}</span>
        </h2>
        <div class="page-deeds">
          {state === 'draft' && (
            <Button look="primary" onClick={() => setAsked('start')} aria-disabled={isBusy}>
              {t('broadcasts.start')}
            </Button>
          )}
          {(state === 'draft' || (state === 'scheduled' && author)) && !approvedAt && author !== me.id && (
            <Button onClick={() => turn('approve')} aria-disabled={isBusy}>
              {t('broadcasts.approve')}
            </Button>
          )}
          {state === 'running' && (
            <Button onClick={() => turn('pause')} aria-describedby="broadcast-pause-hint">
              {t('broadcasts.pause')}
            </Button>
          )}
          {state === 'paused' && (
            <Button look="primary" onClick={() => turn('resume')}>
              {t('broadcasts.resume')}
            </Button>
          )}
          {state !== 'finished' && state !== 'stopped' && (
            <Button onClick={() => setAsked('stop')}>{t('broadcasts.stop')}</Button>
          )}
          <Button onClick={() => copy(broadcast)}>{t('broadcasts.copy')}</Button>
          <Button look="tertiary" onClick={close}>
            {t('broadcasts.hide')}
          </Button>
        </div>
      </div>
      {state === 'running' && (
        <p class="kern-body quiet" id="broadcast-pause-hint">
          {t('broadcasts.pauseHint')}
        </p>
      )}
      {asked === undefined && <Refused refusal={refusal} />}
      <p class="kern-body" aria-live="polite">
        {state === 'scheduled' && startsAt && t('broadcasts.startsAt', { when: instant(startsAt) })}
        {state === 'running' &&
          dueAt &&
          Date.parse(dueAt) > Date.now() &&
          t('broadcasts.dueAt', { when: instant(dueAt) })}
        {endedWhy && t(`broadcasts.why.${endedWhy}`)} {approvedAt && t('broadcasts.approved')}
      </p>
      {people !== null && (
        <>
          <Progress counts={counts} people={people} />
          <Report broadcast={broadcast} />
        </>
      )}
      {state === 'draft' && (
        <form
          class="broadcast-when"
          onSubmit={(event) => {
            event.preventDefault()
            void start(when.values)
          }}
        >
          <Field id="broadcast-day" type="date" label={t('broadcasts.day')} required {...when.field('day')} />
          <Field id="broadcast-time" type="time" label={t('broadcasts.time')} required {...when.field('time')} />
          <Button type="submit" aria-disabled={isBusy}>
            {t('broadcasts.schedule')}
          </Button>
        </form>
      )}
      {(state === 'draft' || state === 'scheduled') && (
        <p class="kern-body">
          {t('broadcasts.testText')}{' '}
          <a class="kern-link" href={test.webchat} target="_blank" rel="noreferrer">
            {t('broadcasts.testWebchat')}
          </a>{' '}
          {test.telegram && (
            <a class="kern-link" href={test.telegram} target="_blank" rel="noreferrer">
              {t('broadcasts.testTelegram')}
            </a>
          )}
        </p>
      )}
      {asked && (
        <ConfirmDialog
          title={t(`broadcasts.${asked}Title`)}
          text={t(`broadcasts.${asked}Text`)}
          deed={t(`broadcasts.${asked}`)}
          isBusy={isBusy}
          refusal={refusal}
          close={() => setAsked(undefined)}
          yes={() => (asked === 'start' ? start() : turn('stop'))}
        />
      )}
    </section>
  )
}

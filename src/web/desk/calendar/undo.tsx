import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import type { Closed } from './close-dialog.tsx'

type Props = { closed: Closed; undone: (what: string) => Promise<void> }

/** What a closing did, and the way back while nobody has been told. */
export function Undo({ closed, undone }: Props): JSX.Element {
  const { id, slots, moved, cancelled } = closed
  const deed = useDeed()
  const seconds = useCountdown(closed)

  async function undo() {
    const answer = await deed.run(() => api('POST', '/closings/:id/undo', { params: { id } }))
    if (!answer) return
    const left = answer.left > 0 ? ` ${t('calendar.undoneLeft', { count: answer.left })}` : ''
    await undone(`${t('calendar.undone', { count: answer.restored })}${left}`)
  }

  return (
    <Notice kind="success" title={t('calendar.didClose', { slots, moved: moved.length, cancelled: cancelled.length })}>
      {deed.refusal && <p class="kern-body">{deed.refusal.message}</p>}
      {seconds > 0 ? (
        <Button look="primary" onClick={() => void undo()} aria-disabled={deed.isBusy}>
          {t('calendar.undo')} <span aria-hidden="true">({seconds} s)</span>
        </Button>
      ) : (
        <p class="kern-body">{t('calendar.beingTold')}</p>
      )}
    </Notice>
  )
}

/** Counted from the answer on: this machine's clock may be another than the office's. */
function useCountdown({ id, undoSeconds }: Closed): number {
  const [left, setLeft] = useState(undoSeconds)
  useEffect(() => {
    const start = performance.now()
    const count = () => setLeft(Math.max(0, Math.ceil(undoSeconds - (performance.now() - start) / 1000)))
    const timer = setInterval(count, 500)
    return () => clearInterval(timer)
  }, [id, undoSeconds])
  return left
}

import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { forgetAll } from './memory.ts'
import { request } from './request.ts'
import type { PageTexts } from './texts.ts'

/** For shared devices: the cookie that leads to the conversation goes, the appointments stay. */
export function ForgetDevice({ texts, close }: { texts: PageTexts; close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => dialog.current?.showModal(), [])

  async function forget(): Promise<void> {
    const answer = await request({ method: 'DELETE', path: '/device' })
    if (answer.outcome !== 'ok') return setFailed(true)
    forgetAll()
    document.cookie = 'language=; path=/; max-age=0'
    location.reload()
  }

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="forget">
      <h2 id="forget">{texts.forget}</h2>
      <p>{texts.forgetText}</p>
      {hasFailed && <p role="alert">{texts.forgetOffline}</p>}
      <form method="dialog" class="answers">
        <button type="button" class="primary" onClick={() => void forget()}>
          {texts.forget}
        </button>
        <button type="submit">{texts.back}</button>
      </form>
    </dialog>
  )
}

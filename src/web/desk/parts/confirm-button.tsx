import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Outcome } from '../api.ts'
import { useDeed } from '../use-deed.ts'
import { Button } from './button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'

type Props<Body> = {
  /** What both buttons do, here and where it is asked. */
  deed: string
  /** The name of this one among its likes. */
  label?: string
  icon?: string
  title: string
  text: string
  act: () => Promise<Outcome<Body>>
  done: (body: Body) => Promise<void>
}

/** A button for what can't be taken back: it asks first. */
export function ConfirmButton<Body>({ deed, label, icon, title, text, act, done }: Props<Body>): JSX.Element {
  const [isAsked, setIsAsked] = useState(false)
  const { isBusy, refusal, run, clear } = useDeed()

  function close() {
    clear()
    setIsAsked(false)
  }

  async function yes() {
    const body = await run(act)
    if (body === undefined) return
    close()
    await done(body)
  }

  return (
    <>
      <Button
        look="tertiary"
        onClick={() => setIsAsked(true)}
        {...(icon && { icon })}
        {...(label && { 'aria-label': label })}
      >
        {deed}
      </Button>
      {isAsked && <ConfirmDialog {...{ title, text, deed, isBusy, refusal, close, yes }} />}
    </>
  )
}

import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

type Props = { submit: () => Promise<unknown>; class?: string; noValidate?: boolean; children: ComponentChildren }

/** What is sent. Where something is wrong with a field, the focus goes to the first one, and it is read aloud what it is. */
export function SentForm({ submit, children, ...rest }: Props): JSX.Element {
  const form = useRef<HTMLFormElement>(null)
  const [sent, setSent] = useState(0)

  // By then it is drawn what came of it.
  useEffect(() => {
    if (sent > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [sent])

  async function send() {
    await submit()
    setSent((known) => known + 1)
  }

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      {...rest}
    >
      {children}
    </form>
  )
}

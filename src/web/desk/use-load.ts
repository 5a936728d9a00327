import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Outcome, Refusal } from './api.ts'

type Loaded<Body> = { body: Body | undefined; refusal: Refusal | undefined; again: (how?: How) => Promise<void> }

/** `isAutomatic`: nobody has asked for it, so it keeps no session open. */
type How = { isAutomatic?: boolean }

/**
 * Asks when the page comes and when one of `on` changes; `again` asks once more. What was there stays until the answer, and
 * an answer that is overtaken by a later question is not shown.
 */
export function useLoad<Body>(ask: (how: How) => Promise<Outcome<Body>>, on: readonly unknown[] = []): Loaded<Body> {
  const [body, setBody] = useState<Body | undefined>()
  const [refusal, setRefusal] = useState<Refusal | undefined>()
  const asked = useRef(0)
  const again = useCallback(
    async (how: How = {}) => {
      const number = ++asked.current
      const outcome = await ask(how)
      if (number !== asked.current) return
      if (outcome.ok) setBody(() => outcome.body)
      setRefusal(outcome.ok ? undefined : outcome.refusal)
    },
    [...on],
  )
  useEffect(() => void again(), [again])
  return { body, refusal, again }
}

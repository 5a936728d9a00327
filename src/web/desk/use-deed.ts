import { useRef, useState } from 'preact/hooks'
import type { Outcome, Refusal } from './api.ts'

/** A write: whether it is under way, and why it was refused. A second press while it runs does nothing. */
export function useDeed() {
  const running = useRef(false)
  const [isBusy, setIsBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | undefined>()

  async function run<Body>(deed: () => Promise<Outcome<Body>>): Promise<Body | undefined> {
    if (running.current) return undefined
    running.current = true
    setIsBusy(true)
    const outcome = await deed()
    running.current = false
    setIsBusy(false)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    return outcome.ok ? outcome.body : undefined
  }

  /** What is wrong with one field. */
  const faultOf = (field: string) => (refusal?.field === field ? refusal.message : undefined)
  return { isBusy, refusal, run, faultOf, clear: () => setRefusal(undefined) }
}

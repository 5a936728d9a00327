import { useRef } from 'preact/hooks'
import type { Outcome } from './api.ts'

/**
 * Names a write. The name stays until the server has answered: what is sent again after a broken line happens once, and what
 * is tried again after a refusal is tried anew.
 */
export function useKey() {
  const kept = useRef<{ wish: string; key: string } | undefined>(undefined)
  return async <Body>(wish: unknown, send: (key: string) => Promise<Outcome<Body>>): Promise<Outcome<Body>> => {
    const text = JSON.stringify(wish)
    const { key } = kept.current?.wish === text ? kept.current : { key: crypto.randomUUID() }
    kept.current = { wish: text, key }
    const outcome = await send(key)
    if (outcome.ok || outcome.refusal.code !== 'offline') kept.current = undefined
    return outcome
  }
}

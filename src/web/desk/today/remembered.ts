import { useState } from 'preact/hooks'

/** What is chosen in this window, and what the next window on this machine begins with. */
export function useRemembered(key: string, otherwise: string): [string, (value: string) => void] {
  const [value, setValue] = useState(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? otherwise)
  function keep(fresh: string): void {
    sessionStorage.setItem(key, fresh)
    localStorage.setItem(key, fresh)
    setValue(fresh)
  }
  return [value, keep]
}

import { useEffect, useState } from 'preact/hooks'

const changed = new EventTarget()

/** Goes to another page of the desk without loading it anew. Who chose to go there goes on reading there. */
export function go(path: string, { isInstead = false } = {}): void {
  if (isInstead) history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  changed.dispatchEvent(new Event('go'))
  if (!isInstead) document.getElementById('main')?.focus()
}

/** The path of the page that is shown. */
export function usePath(): string {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const update = () => setPath(location.pathname)
    changed.addEventListener('go', update)
    addEventListener('popstate', update)
    return () => {
      changed.removeEventListener('go', update)
      removeEventListener('popstate', update)
    }
  }, [])
  return path
}

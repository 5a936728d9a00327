import { parse } from './json.ts'

/** What survives a reload and ends with the tab. A browser that forbids storage makes it end with the page. */
export function recall(name: string): unknown {
  return attempt(() => parse(sessionStorage.getItem(name)))
}

export function remember(name: string, value: unknown): void {
  attempt(() => sessionStorage.setItem(name, JSON.stringify(value)))
}

export function forgetAll(): void {
  attempt(() => sessionStorage.clear())
}

function attempt<Value>(access: () => Value): Value | undefined {
  try {
    return access()
  } catch {
    return undefined
  }
}

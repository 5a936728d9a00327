/** What came of a check-in; `day` and `place` say what would be right. */
export type CheckIn =
  | { outcome: 'arrived' | 'already'; code: string }
  | { outcome: 'not-found' | 'not-booked' | 'failed' | 'signed-out' }
  | { outcome: 'other-day'; startsAt: string }
  | { outcome: 'other-place'; place: Record<string, string> }

type Answer = {
  outcome?: 'arrived' | 'already'
  code?: string
  error?: { code: string; details?: { startsAt?: string; location?: Record<string, string> } }
}

/** The token that every check-in carries, or undefined where the tablet is not paired. Asked until there is an answer; `waits` is called where there is none yet. */
export async function openKiosk(waits: () => void): Promise<string | undefined> {
  for (;;) {
    try {
      const response = await fetch('/api/v1/kiosk')
      if (response.status === 401 || response.status === 403) return undefined
      if (response.ok) return String((await response.json()).csrf)
    } catch {
      // The line is down: once more below.
    }
    waits()
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}

export async function checkIn(code: string, csrf: string): Promise<CheckIn> {
  try {
    const response = await fetch('/api/v1/kiosk/arrivals', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      body: JSON.stringify({ code }),
    })
    return read(await response.json())
  } catch {
    return { outcome: 'failed' }
  }
}

function read({ outcome, code = '', error }: Answer): CheckIn {
  if (outcome !== undefined) return { outcome, code }
  const { code: refused = 'failed', details = {} } = error ?? {}
  switch (refused) {
    case 'not-found':
    case 'not-booked':
    case 'signed-out':
      return { outcome: refused }
    case 'other-day':
      return { outcome: refused, startsAt: details.startsAt ?? '' }
    case 'other-place':
      return { outcome: refused, place: details.location ?? {} }
    default:
      return { outcome: 'failed' }
  }
}

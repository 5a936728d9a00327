/**
 * What the office itself estimates of the tool it had before: 8 to 10 of 100 did not come. That tool's timer set "did not come" where
 * nobody had clicked, so that what it recorded is too much (minutes of the committee, appointments from 2023-10-16 to 2024-02-26).
 */
export const officeEstimate = { lowest: 0.08, highest: 0.1 } as const

/** In people: how many did not come, and how many of those recorded so were probably there. */
export type Estimate = { from: number; to: number; presentFrom: number; presentTo: number }

/** Undefined where that tool recorded nothing. `visits` are those of its departments, `noShow` what it recorded. */
export function estimateOf({ visits, noShow }: { visits: number; noShow: number }): Estimate | undefined {
  if (visits === 0 || noShow === 0) return undefined
  const from = Math.round(visits * officeEstimate.lowest)
  const to = Math.round(visits * officeEstimate.highest)
  return { from, to, presentFrom: Math.max(0, noShow - to), presentTo: Math.max(0, noShow - from) }
}

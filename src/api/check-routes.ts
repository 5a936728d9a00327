import { DeskLanguage, type DeskTexts } from '#desk-texts.ts'
import { commonRefusals } from './problems.ts'
import type { Route } from './route.ts'

/** Throws with everything that is wrong with the table of routes: then nothing starts. */
export function checkRoutes(routes: readonly Route[], texts: DeskTexts): void {
  const faults = [
    ...routes.filter((route) => !isDeclared(route)).map(({ id }) => `${id} declares no policy`),
    ...twice(routes.map(({ id }) => id)).map((id) => `${id} is the id of two routes`),
    ...twice(routes.map(({ method, path }) => `${method} ${path}`)).map((address) => `${address} is two routes`),
    ...routes.flatMap(({ id, refusals }) =>
      [...Object.keys(refusals ?? {}), ...Object.keys(commonRefusals)].flatMap((code) =>
        DeskLanguage.options
          .filter((language) => texts(language, `error.${code}`) === undefined)
          .map((language) => `${id}: locales/${language}/desk.json has no error.${code}`),
      ),
    ),
  ]
  if (faults.length > 0) throw new Error(`The routes are not complete:\n${faults.join('\n')}`)
}

/** What the types demand, asked again of what runs: this is the one thing that must not be left out by mistake. */
function isDeclared({ policy }: { policy?: Route['policy'] }): boolean {
  if (policy === 'public' || policy === 'signed-in') return true
  if (typeof policy !== 'object' || policy === null) return false
  const isForSomebody = (policy.roles ?? []).length > 0 || policy.scope !== undefined || policy.device !== undefined
  return isForSomebody && (policy.limitedTo === 'anywhere' || typeof policy.limitedTo === 'function')
}

function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index)
}

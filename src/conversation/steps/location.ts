import { chooseOne, locationOf, locationsOf } from '../choosing.ts'
import { named } from '../talk.ts'

export const location = chooseOne('location', {
  gives: 'location',
  applies: (talk) => locationsOf(talk).length > 1,
  fits: (talk) => locationOf(talk) !== undefined,
  options: (talk) => locationsOf(talk).map(({ id, name }) => ({ key: id, label: named(talk, name) })),
  answers: (key) => ({ location: key }),
})

import { inUse } from '#appointments/office.ts'
import { chooseOne, departmentOf, serviceOf } from '../choosing.ts'
import { named, textsOf } from '../talk.ts'

export const service = chooseOne('service', {
  gives: 'service',
  fits: (talk) => serviceOf(talk)?.retired === false,
  options: (talk) =>
    inUse(departmentOf(talk)?.services ?? []).map(({ id, name }) => ({
      key: id,
      label: named(talk, name),
      discreet: textsOf(talk)('label.service'),
    })),
  answers: (key) => ({ service: key }),
})

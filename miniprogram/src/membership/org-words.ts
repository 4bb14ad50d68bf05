import type { Org } from '@gonghui/shared/lib/org'

/** The four levels as the union says them. */
export const levelWords: Readonly<Record<Org['level'], string>> = {
  city: '市级',
  district: '区/产业',
  street: '街道/行业',
  workplace: '基层',
}

export const lowerLevels = (level: Org['level']): Org['level'][] => {
  const order: Org['level'][] = ['city', 'district', 'street', 'workplace']
  return order.slice(order.indexOf(level) + 1)
}

import { type ManagedOutlet, type OutletPlace, outletPlace } from '@gonghui/shared/benefits/outlets'
import * as z from 'zod/mini'

/** A place as it is typed. */
export interface OutletForm {
  readonly name: string
  readonly address: string
  readonly hours: string
  /** `22.532900, 113.930000`, as a map's coordinate picker gives it; empty where it is not known. */
  readonly position: string
}

export type OutletErrors = Partial<Record<keyof OutletForm, string>>

export const blankOutlet: OutletForm = { name: '', address: '', hours: '', position: '' }

export const formOfOutlet = ({ name, address, hours, latitude, longitude }: ManagedOutlet): OutletForm => ({
  ...{ name, address, hours },
  position: latitude === undefined || longitude === undefined ? '' : `${latitude}, ${longitude}`,
})

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`
const PAIR = new RegExp(`^${NUMBER}\\s*[,，\\s]\\s*${NUMBER}$`)

/** Latitude first; no latitude is over 90, so one that is typed the other way round is understood as well. */
function positionIn(typed: string): Pick<OutletPlace, 'latitude' | 'longitude'> | undefined {
  const found = PAIR.exec(typed.trim())
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[2])]
  return Math.abs(first) > 90
    ? { latitude: second, longitude: first }
    : { latitude: first, longitude: second }
}

const sentences: Readonly<Record<string, keyof OutletForm>> = {
  name: 'name',
  address: 'address',
  hours: 'hours',
  latitude: 'position',
  longitude: 'position',
}
const wrong: Readonly<Record<keyof OutletForm, string>> = {
  name: '请填写网点名称，40 字以内',
  address: '请填写地址，80 字以内',
  hours: '请填写营业时间，例如 09:00–22:00',
  position: '请填写两个数：纬度在前，经度在后，中间用逗号隔开；不知道就不填',
}

export type ReadOutlet =
  | { readonly ok: true; readonly place: OutletPlace }
  | { readonly ok: false; readonly errors: OutletErrors }

/** The place that the form holds, checked by the very schema the server uses. */
export function readOutletForm({ position, ...words }: OutletForm): ReadOutlet {
  const at = position.trim() === '' ? {} : positionIn(position)
  const checked = z.safeParse(outletPlace, { ...words, ...at })
  if (checked.success && at) return { ok: true, place: checked.data }
  const fields = checked.success ? [] : checked.error.issues.map(({ path }) => sentences[String(path[0])])
  const named = [...fields, ...(at ? [] : ['position' as const])]
  return { ok: false, errors: Object.fromEntries(named.map((field) => [field, field && wrong[field]])) }
}

/** How much is tried. The seed is fixed, so that a run can be repeated; `VERIFY=full` tries much more. */
import { full } from '../local/test-effort.ts'

export const SEED = Number(process.env.SEED_OF_PROOFS ?? 20_260_612)
/** Random redemptions and undos on one drop. */
export const DEEDS = full ? 1_000 : 100
/** Generated requests of one kind to one endpoint. */
export const REQUESTS = full ? 400 : 4

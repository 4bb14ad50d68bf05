/** Where the product is reached from this build. */
export interface Place {
  readonly apiBase: string
  /** Where one signs in without WeChat; a mini-program needs none. */
  readonly loginPage?: string
}

export const findPlace = async (): Promise<Place> => ({ apiBase: API_BASE })

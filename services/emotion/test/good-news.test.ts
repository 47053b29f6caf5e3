import { describe, expect, test } from 'vitest'
import { read } from '../src/read.ts'

describe('good news that is told by denying the bad is pleasant', () => {
  test.each([
    '医生说没事了',
    '大夫说没什么大碍',
    '医生说不是癌',
    '复查没有转移',
    '大夫说不用开刀',
    '检查结果没有异常',
    '老师说没有挂科',
    '不是恶性的。',
    '醫生說沒事了',
  ])('%s', (text) => expect(read(text).feeling!.valence).toBeGreaterThan(0.1))
})

describe('what is no all-clear stays as it is', () => {
  test.each([
    '医生说没救了',
    '医生说没希望了',
    '医生说没事，可我还是怕',
    '医生说没事，我疼了三个月',
    '要是医生说没事就好了',
  ])('%s', (text) => expect(read(text).feeling!.valence).toBeLessThan(0.1))
})

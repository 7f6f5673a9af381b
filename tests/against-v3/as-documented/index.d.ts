interface Call {
  user?: string;
  email?: string;
  phone?: string;
  metadata?: object;
  auto_challenge?: boolean;
  on_logout?: () => void;
}

type Evaluate = (call: Call) => Promise<{ evaluation_id: string; redirect?: string } | null>;

export default class Rupt {
  constructor(options: { clientId: string; on_logout?: () => void });
  evaluate: { access: Evaluate; login: Evaluate; signup: Evaluate };
}

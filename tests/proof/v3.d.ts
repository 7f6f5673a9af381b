// The documented surface of `@ruptjs/client` 3.x. Its own declarations are not known.

declare module "@ruptjs/client" {
  interface User {
    user?: string;
    email?: string;
    phone?: string;
    metadata?: object;
  }

  interface Call {
    /** `false`: no redirect, `response.redirect` is to be read. */
    auto_challenge?: boolean;
    on_logout?: () => void;
  }

  interface Evaluation {
    evaluation_id: string;
    redirect?: string;
  }

  type Evaluate = (call: User & Call) => Promise<Evaluation | null>;

  export default class Rupt {
    constructor(options: { clientId: string; on_logout?: () => void });
    evaluate: { access: Evaluate; login: Evaluate; signup: Evaluate };
  }
}

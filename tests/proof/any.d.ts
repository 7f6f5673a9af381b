// Every module that is not there.
declare module "*";

//! The reasons why a file that names v2 was not migrated.

/// Why a file that names v2 was not migrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotMigrated {
    /// `--exclude` names it.
    Excluded,
    /// It belongs to a package that was migrated, but not to the given paths.
    Outside,
    /// An ignore file leaves it out, and git tracks it all the same.
    Ignored,
    /// Git tracks it, and it is not checked out.
    NotCheckedOut,
}

impl NotMigrated {
    /// All reasons, in the order in which they are listed.
    pub const ALL: [NotMigrated; 4] =
        [NotMigrated::Excluded, NotMigrated::Outside, NotMigrated::Ignored, NotMigrated::NotCheckedOut];

    /// The reason as the heading of a list of files.
    pub fn about_all(self) -> &'static str {
        match self {
            NotMigrated::Excluded => "excluded: these files use Rupt v2, and `--exclude` leaves them out",
            NotMigrated::Outside => "not in the given paths: these files of the same package use Rupt v2",
            NotMigrated::Ignored => "ignored, but tracked by git: these files use Rupt v2, and are not edited",
            NotMigrated::NotCheckedOut => "not checked out: git tracks these files, and they use Rupt v2",
        }
    }

    /// The reason as a sentence about one file.
    pub fn about_one(self) -> &'static str {
        match self {
            NotMigrated::Excluded => "uses Rupt v2, and `--exclude` leaves it out",
            NotMigrated::Outside => "uses Rupt v2, and is not in the given paths",
            NotMigrated::Ignored => "uses Rupt v2, is tracked by git, and an ignore file leaves it out",
            NotMigrated::NotCheckedOut => "uses Rupt v2, and is not checked out",
        }
    }

    /// The reason in a few words, to follow the place in a file.
    pub fn short(self) -> &'static str {
        match self {
            NotMigrated::Excluded => "left out by --exclude",
            NotMigrated::Outside => "in the same package, and not in the given paths",
            NotMigrated::Ignored => "ignored, but tracked by git: not edited",
            NotMigrated::NotCheckedOut => "tracked by git, but not checked out",
        }
    }
}
